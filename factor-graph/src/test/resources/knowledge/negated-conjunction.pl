0.4::a. 0.7::b.
nand :- \+ (a, b).
nor :- \+ (a ; b).
query(nand). query(nor).
