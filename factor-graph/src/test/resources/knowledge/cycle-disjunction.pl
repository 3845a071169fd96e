0.3::s.
0.4::p; 0.5::q :- r. r :- s. r :- q, t. 0.6::t :- p ; s.
evidence(t). query(p). query(q). query(r).
