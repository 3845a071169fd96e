0.2::a; 0.3::a; 0.1::b.
query(a). query(b).
