import { createHash } from 'node:crypto';
import type { Bitmap } from './png';

const longSides: Readonly<Record<string, number>> = { '512': 512, '1K': 1024, '2K': 2048, '4K': 2048 };

/** Pixels of a picture by its ratio (`16:9`) and its size (`1K`); the largest size is drawn smaller than live. */
export function pictureSize(
  ratio = '1:1',
  size = '512',
): { readonly width: number; readonly height: number } {
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  const long = longSides[size] ?? 512;
  const scale = long / Math.max(across, down);
  return { width: Math.round(across * scale), height: Math.round(down * scale) };
}

/** A skyline at sunset, whose houses and colours follow from the prompt: the same prompt, the same picture. */
export function picture(prompt: string, width: number, height: number): Bitmap {
  const dice = createHash('sha256').update(prompt).digest();
  const roll = (index: number): number => (dice[index % dice.length] ?? 0) / 255;
  const houses = Array.from({ length: 16 }, (_, index) => 0.35 + roll(index + 4) * 0.5);
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const fall = y / height;
    const sky = [90 + 150 * fall, 40 + 90 * roll(1) + 60 * fall, 140 - 60 * fall + 40 * roll(2)];
    for (let x = 0; x < width; x += 1) {
      const house = houses[Math.floor((x / width) * houses.length)] ?? 0.5;
      const isHouse = fall > house;
      const isWindow = isHouse && Math.floor((x / width) * 96) % 2 === 1 && Math.floor(fall * 64) % 3 === 1;
      const color = isWindow ? [255, 220, 120] : isHouse ? [24, 20, 40] : sky;
      pixels.set(color, (y * width + x) * 3);
    }
  }
  return { width, height, pixels };
}
