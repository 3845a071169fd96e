% Diseases cause symptoms, each by itself: noisy OR. Ask for the diseases given the symptoms.
disease(flu, 0.1). disease(cold, 0.2). disease(allergy, 0.05).

causes(flu, fever, 0.8). causes(flu, cough, 0.5). causes(flu, ache, 0.7).
causes(cold, cough, 0.6). causes(cold, sneeze, 0.7). causes(cold, fever, 0.1).
causes(allergy, sneeze, 0.9).

leak(fever, 0.01). leak(cough, 0.05). leak(ache, 0.02). leak(sneeze, 0.03).

P::has(D) :- disease(D, P).
P::symptom(S) :- causes(D, S, P), has(D).
P::symptom(S) :- leak(S, P).

evidence(symptom(fever)).
evidence(symptom(sneeze), false).

query(has(D)).
query(symptom(cough)).
