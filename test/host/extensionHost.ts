import { readdirSync, readFileSync } from 'node:fs';

/**
 * The process ids of the extension hosts whose environment holds a text, such as the address of a test's own emulator.
 * Reads what Linux tells of its processes.
 */
export function extensionHosts(marker: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=extensionHost') &&
          readFileSync(`/proc/${pid}/environ`, 'utf8').includes(marker)
        );
      } catch {
        return false; // It has ended, or is somebody else's.
      }
    })
    .map(Number);
}
