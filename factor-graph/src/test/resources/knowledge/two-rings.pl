0.3::x. 0.4::ab. 0.5::ba. 0.6::bc. 0.7::cb. 0.8::ca.
a :- x. a :- b, ba. a :- c, ca. b :- a, ab. b :- c, cb. c :- b, bc.
query(a). query(b). query(c).
