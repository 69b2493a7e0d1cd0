/** A quiet hum as long as it takes to say a text: 16-bit mono samples, little-endian; two seconds at most. */
export function hum(text: string, rate: number): Buffer {
  const count = Math.round(rate * Math.min(2, 0.2 + text.length * 0.02));
  const samples = Buffer.alloc(count * 2);
  for (let index = 0; index < count; index += 1) {
    samples.writeInt16LE(Math.round(Math.sin((index / rate) * 2 * Math.PI * 220) * 4000), index * 2);
  }
  return samples;
}

/** A WAV file around 16-bit mono samples. Source: the RIFF/WAVE format, PCM. */
export function encodeWav(samples: Buffer, rate: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
