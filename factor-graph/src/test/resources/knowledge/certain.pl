a.
b :- a.
query(a). query(b).
