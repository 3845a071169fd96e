0.3::rain.
0.6::wet; 0.1::flood :- rain.
0.05::wet :- \+ rain.
query(wet). query(flood). evidence(\+ flood).
