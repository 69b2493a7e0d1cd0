/** The named character references that answers use; numbers cover the rest. Names are case-sensitive. */
const named: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'amp & lt < gt > quot " apos \' nbsp \u00a0 copy © reg ® trade ™ hellip … mdash — ndash – lsquo ‘ rsquo ’ ldquo “ ' +
    'rdquo ” laquo « raquo » bull • middot · times × divide ÷ plusmn ± minus − deg ° micro µ para ¶ sect § euro € ' +
    'pound £ yen ¥ cent ¢ larr ← rarr → uarr ↑ darr ↓ harr ↔ rArr ⇒ lArr ⇐ hArr ⇔ le ≤ ge ≥ ne ≠ asymp ≈ equiv ≡ ' +
    'infin ∞ sum ∑ prod ∏ radic √ int ∫ part ∂ isin ∈ notin ∉ cap ∩ cup ∪ sub ⊂ sup ⊃ forall ∀ exist ∃ empty ∅ and ∧ ' +
    'or ∨ not ¬ alpha α beta β gamma γ delta δ epsilon ε theta θ lambda λ mu μ pi π sigma σ phi φ omega ω Delta Δ ' +
    'Sigma Σ Omega Ω frac12 ½ frac14 ¼ frac34 ¾ sup2 ² sup3 ³ check ✓ shy \u00ad zwj \u200d zwnj \u200c ensp \u2002 emsp \u2003'
  )
    .split(' ')
    .reduce<[string, string][]>(
      (pairs, word, at, all) => (at % 2 === 0 ? [...pairs, [word, all[at + 1] ?? '']] : pairs),
      [],
    ),
);

/**
 * A text with its HTML character references decoded; what is not one stays as it is.
 *
 * Source: https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
 */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][a-zA-Z\d]*));/g,
    (whole, decimal, hex, name) => {
      if (typeof name === 'string') return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
      const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
      return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
        ? '\ufffd'
        : String.fromCodePoint(code);
    },
  );
}
