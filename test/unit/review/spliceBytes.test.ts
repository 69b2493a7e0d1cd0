import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitLines } from '../../../src/review/splitLines';
import { type ByteUnits, spliceBytes } from '../../../src/review/spliceBytes';
import { textAndChanged } from './textArbitrary';

const forms: readonly (readonly [units: ByteUnits, encode: (text: string) => Buffer])[] = [
  ['single', (text) => Buffer.from(text)],
  ['littleEndian', (text) => Buffer.from(text, 'utf16le')],
  ['bigEndian', (text) => Buffer.from(text, 'utf16le').swap16()],
];

describe('spliceBytes', () => {
  it('makes of any text what its encoding makes of it', () => {
    fc.assert(
      fc.property(textAndChanged, fc.constantFrom(...forms), ([before, after], [units, encode]) => {
        const spliced = spliceBytes(
          { bytes: encode(before), text: before },
          { bytes: encode(after), text: after },
          units,
        );
        assert.deepEqual(spliced && Buffer.from(spliced), encode(after));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the bytes of lines that stay, also where nothing would write them', () => {
    // An encoding that cannot tell which of two bytes it has read.
    const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1').replace(/\xff/g, '?');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0x3f, 0xff, 0x61, 0x0a, 0x0d)), fc.nat(20), (all, at) => {
        const bytes = Uint8Array.from(all);
        const before = decode(bytes);
        const lines = splitLines(before);
        const place = at % (lines.length + 1);
        const kept = lines.slice(0, place).join('');
        // What is put behind a line without an end becomes part of it.
        fc.pre(kept === '' || kept.endsWith('\n'));
        const after = `${kept}new\n${lines.slice(place).join('')}`;
        const spliced = spliceBytes(
          { bytes, text: before },
          { bytes: Buffer.from(after, 'latin1'), text: after },
          'single',
        );
        assert.deepEqual(
          spliced && Buffer.from(spliced),
          Buffer.concat([bytes.subarray(0, kept.length), Buffer.from('new\n'), bytes.subarray(kept.length)]),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses bytes whose lines are not those of the text', () => {
    const text = { bytes: Buffer.from('a\nb'), text: 'a b' };
    assert.equal(spliceBytes(text, { bytes: Buffer.from('c'), text: 'c' }, 'single'), undefined);
  });
});
