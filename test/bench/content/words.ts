/** Numbers that look random and are the same in every run; at least 0, below 1. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // A linear congruential generator, with the constants of Numerical Recipes.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const vocabulary = (
  'the a of to in is that it for as with on by this from be are or at which value function order total when so if ' +
  'request answer service each list index cache event stream type error result before after every caller returns ' +
  'because reads writes once again always never small number string object array promise signal handler path file ' +
  'discount rounding subtotal naïve façade état'
).split(' ');

/** A few words without any mark, such as `when the total of each order`. */
export function someWords(random: () => number, count: number): string {
  return Array.from({ length: count }, () => vocabulary[Math.floor(random() * vocabulary.length)]).join(' ');
}
