/** An answer with every kind of block. */
export const mixedAnswer = `The total is wrong because the discount is taken **after** the tax: \`applyDiscount\` reads \`order.total\`, which already holds it.

## What happens

1. \`subtotal()\` adds the items.
2. \`tax()\` adds 19 %.
   - Rounded per item,
   - which differs from [the rule](https://example.com/rounding "Rounding rules").
3. The discount is taken from *that*.

\`\`\`ts
// Takes the discount first, then adds the tax.
export function total(order: Order, rate = 0.19): number {
  const discounted = subtotal(order) * (1 - order.discount);
  return Math.round(discounted * (1 + rate) * 100) / 100; // in euros
}
\`\`\`

> The rule of the tax office: a discount that is granted at once lowers the **taxable** amount.

| Order | Before | After |
| :--- | ---: | :---: |
| 3 books, 10 % off | 32.13 € | 32.13 € |
| 1 lamp, 20 % off, with a very long description of the lamp | 47.60 € | ~~47.60 €~~ 38.08 € |

- [x] Found the cause
- [ ] Add a test for \`discount = 0\`

Use \`<OrderTotal />\` in the page; raw HTML such as <b>this</b> stays text.

---

Run the tests with:

\`\`\`bash
npm test -- --grep "discount"
\`\`\`
`;

/** An answer in Hebrew with code in it. */
export const rightToLeftAnswer = `הסכום שגוי כי ההנחה מחושבת **אחרי** המס: הפונקציה \`applyDiscount\` קוראת את \`order.total\`.

### מה קורה

1. \`subtotal()\` מחברת את הפריטים.
2. \`tax()\` מוסיפה 19 אחוזים.
   - העיגול נעשה לכל פריט,
   - וזה שונה [מהכלל](https://example.com/rounding).

\`\`\`ts
const discounted = subtotal(order) * (1 - order.discount); // לפני המס
\`\`\`

> הנחה מיידית מקטינה את הסכום החייב במס.

| הזמנה | לפני | אחרי |
| --- | --- | --- |
| שלושה ספרים | 32.13 | 32.13 |

And one sentence in English, left to right.
`;

/** A few kilobytes of paragraphs and code. */
export const longAnswer = Array.from(
  { length: 6 },
  (_, at) =>
    `### Part ${at + 1}\n\nA paragraph with \`code\`, **bold text** and enough words to fill a few lines of a narrow panel, so that scrolling has something to scroll.\n\n` +
    `\`\`\`ts\nexport const value${at} = ${at};\nfor (const item of items) console.log(item, value${at});\n\`\`\`\n\n- one\n- two\n- three\n\n`,
).join('');
