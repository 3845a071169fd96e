/**
 * Probabilistic Datalog in the syntax of ProbLog: clauses of Prolog whose heads may carry probabilities. More is parsed than is
 * supported, lists and compound terms for two, so that what is refused can be named.
 */
grammar Program;

program
    : clause* EOF
    ;

/** Atoms by themselves. */
questions
    : term (COMMA term)* STOP? EOF
    ;

/** Observed atoms by themselves. */
observations
    : observation (COMMA observation)* STOP? EOF
    ;

observation
    : NOT? term (COMPARISON name)?
    ;

clause
    : head (IF body)? STOP      # statement
    | IF body STOP              # directive
    ;

/** Alternatives of an annotated disjunction, or a single head with or without a probability. */
head
    : alternative (SEMICOLON alternative)*
    ;

alternative
    : (expression ANNOTATES)? NOT? term
    ;

body
    : conjunction (SEMICOLON conjunction)*
    ;

conjunction
    : literal (COMMA literal)*
    ;

literal
    : NOT literal                                    # negation
    | left=expression operator=COMPARISON right=expression   # comparison
    | left=expression IS right=expression            # assignment
    | OPEN body CLOSE                                # group
    | term                                           # call
    ;

/** Arithmetic; a term by itself is one too. */
expression
    : sign=(MINUS | PLUS | COMPLEMENT) expression                           # signed
    | <assoc=right> left=expression operator=POWER right=expression         # power
    | left=expression operator=(TIMES | OVER | DIVIDES | MOD | REM | DIV | SHIFT) right=expression    # product
    | left=expression operator=(PLUS | MINUS | BITS | XOR) right=expression # sum
    | OPEN expression CLOSE                                                 # parenthesised
    | term                                                                  # operand
    ;

term
    : VARIABLE                                       # variable
    | number                                         # numeral
    | STRING                                         # text
    | name (OPEN argument (COMMA argument)* CLOSE)?    # compound
    | LIST_OPEN (expression (COMMA expression)* (BAR expression)?)? LIST_CLOSE   # list
    ;

argument
    : NOT term
    | expression
    ;

number
    : INTEGER
    | DECIMAL
    ;

name
    : ATOM
    | QUOTED
    | MOD
    | REM
    | DIV
    | XOR
    ;

IF : ':-' | '<-' ;
ANNOTATES : '::' ;
NOT : '\\+' | 'not' ;
COMPARISON : '@<' | '@>' | '@=<' | '@>=' | '=:=' | '=\\=' | '=<' | '>=' | '<' | '>' | '==' | '\\==' | '\\=' | '=' ;

/** Operators of Prolog that are named where they are refused. */
REFUSED : '->' | '*->' | '-->' | '=..' | '=@=' | '\\=@=' | '=>' | '<=' | '?-' | '><' | '!' ;

POWER : '**' | '^' ;
SHIFT : '<<' | '>>' ;
BITS : '/\\' | '\\/' ;
COMPLEMENT : '\\' ;
TIMES : '*' ;
DIVIDES : '//' ;
OVER : '/' ;
PLUS : '+' ;
MINUS : '-' ;
COMMA : ',' ;
SEMICOLON : ';' ;
BAR : '|' ;
OPEN : '(' ;
CLOSE : ')' ;
LIST_OPEN : '[' ;
LIST_CLOSE : ']' ;

IS : 'is' ;
MOD : 'mod' ;
REM : 'rem' ;
DIV : 'div' ;
XOR : 'xor' ;
VARIABLE : [\p{Lu}_] [\p{L}\p{Nd}_]* ;
ATOM : [\p{Ll}\p{Lo}] [\p{L}\p{Nd}_]* ;
DECIMAL : DIGITS? '.' DIGITS EXPONENT? | DIGITS EXPONENT ;
INTEGER : DIGITS ;
QUOTED : '\'' ('\'\'' | '\\' . | ~['\\\r\n])* '\'' ;
STRING : '"' ('\\' . | ~["\\\r\n])* '"' ;

/** A full stop ends a clause unless a digit follows: 0.5 and .5 have a point. */
STOP : '.' ;

COMMENT : '%' ~[\r\n]* -> skip ;
BLOCK : '/*' .*? '*/' -> skip ;
SPACE : [ \t\r\n\f\u00A0\uFEFF]+ -> skip ;

/** Whatever else there is, so that the lexer never fails. */
OTHER : . ;

fragment DIGITS : [0-9]+ ;
fragment EXPONENT : [eE] [+-]? DIGITS ;
