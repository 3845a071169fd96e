0.5::gives(P,C,big); 0.5::gives(P,C,small) :- parent(P,C).
parent(p,c). parent(q,c). parent(c,d).
tall(C) :- gives(_,C,big).
both(C) :- gives(P,C,big), gives(Q,C,big), P \== Q.
evidence(tall(c)). query(both(c)). query(tall(d)).
