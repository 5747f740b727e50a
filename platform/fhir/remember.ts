// Remembers the answers of a pure function of a text, as long as few different texts come along.

/** Texts remembered unless told; some megabytes with what belongs to them. */
const most = 5_000;

/** The function with a memory. Everybody gets the same answer: nobody may change it. An answer of undefined is not kept. */
export function remembered<Answer>(answerTo: (text: string) => Answer, limit: number = most): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      answer = answerTo(text);
      // Started anew rather than sorted by use: what comes often is soon there again.
      if (known.size >= limit) known.clear();
      known.set(text, answer);
    }
    return answer;
  };
}
