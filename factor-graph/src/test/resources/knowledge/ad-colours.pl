0.2::red; 0.5::green; 0.3::blue.
warm :- red.
cold :- blue ; green.
query(red). query(green). query(blue). query(warm). query(cold).
