0.5::'Likes'('Ann Lee','it''s').
happy(X) :- 'Likes'(X,_).
query(happy(_)). query('Likes'('Ann Lee','it''s')).
