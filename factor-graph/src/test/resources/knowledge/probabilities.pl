0.1+0.2::a. 1-0.25::b. 1/4*2::c. 1::d. 0::e.
f :- d, \+ e.
query(a). query(b). query(c). query(d). query(e). query(f).
