% a comment with a. and 0.5::b.
0.5::a. /* another
 0.1::a. */ 0.25::b. % end
query(a). query(b).
