package patchbay.machine;

import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * The patchable entries of an object that has tens of thousands, found out one by one: to know
 * where the word is that toggles, code may have to be read.
 */
public abstract class ListedSites extends AbstractList<Site> implements RandomAccess {
    /** The function that the site at {@code index} belongs to; in the order of addresses. */
    public abstract long function(int index);

    /** Its word that toggles. */
    protected abstract long ip(int index);

    @Override
    public Site get(int index) {
        return new Site(function(index), ip(index));
    }
}
