weight(a, 2). weight(b, 4). weight(c, 5).
P::pack(X) :- weight(X,W), P is 1.0/W.
1/W::take(X) :- weight(X,W), W > 2.
excess :- pack(X), pack(Y), weight(X,V), weight(Y,W), V + W > 8, X \== Y.
query(pack(_)). query(take(_)). query(excess).
