/** A file on the disk that is too large for a message, and goes to the service by itself. */
export interface LargeFile {
  readonly name: string;
  readonly mimeType: string;
  /** Size in bytes. */
  readonly bytes: number;
  /**
   * The hash of its content, in hexadecimal.
   * @throws LargeFileError when it cannot be read or has changed.
   */
  sha256(signal: AbortSignal): Promise<string>;
  /** @throws LargeFileError when it cannot be read. */
  open(): Promise<OpenFile>;
}

export interface OpenFile {
  /** The given number of bytes from an offset on; fewer where the file ends before. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Says, for a person, why a file cannot be uploaded. Also one of another bundle, with a class of its own, is one. */
export class LargeFileError extends Error {
  override readonly name = 'LargeFileError';

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'LargeFileError';
  }
}
