/** One HTTP request. Nothing in it is interpreted: no redirect is followed, nothing is repeated. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Absolute, http or https. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export interface TransportResponse {
  readonly status: number;
  /** Names in lower case; several values of one name are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** To be read once, to its end or until the loop is left; leaving it closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** How requests travel. */
export interface Transport {
  /**
   * Sends a request and resolves when the headers of the answer are there, whatever its status.
   * Throws an ApiError of kind `network`, `certificate`, `proxy`, `timeout` or `protocol`, with `details.unsent` where
   * the request provably was not processed, or the reason of the signal. The body throws what the connection throws.
   */
  send(request: TransportRequest, signal: AbortSignal): Promise<TransportResponse>;
  /** Closes every connection; what is under way fails. */
  close(): Promise<void>;
}
