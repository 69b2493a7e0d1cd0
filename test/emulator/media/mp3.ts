/**
 * An MP3 file of silence. Each frame is MPEG 1, layer III, 32 kbit/s, 44.1 kHz, mono: a header of four bytes, then
 * zeros, which say that no samples are coded. Source: ISO/IEC 11172-3.
 */
export function silentMp3(seconds: number): Buffer {
  const frameLength = Math.floor((144 * 32_000) / 44_100);
  const frame = Buffer.alloc(frameLength);
  frame.set([0xff, 0xfb, 0x10, 0xc0]);
  const count = Math.ceil((seconds * 44_100) / 1152);
  return Buffer.concat(Array.from({ length: count }, () => frame));
}
