0.5::col(X,red); 0.3::col(X,blue) :- thing(X).
thing(1). thing(2).
same :- col(1,C), col(2,C).
query(same). query(col(1,_)). evidence(\+ col(2,red)).
