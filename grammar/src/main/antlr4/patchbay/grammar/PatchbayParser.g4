parser grammar PatchbayParser;

options { tokenVocab = PatchbayLexer; }

script : (NAME | NL)* EOF ;
