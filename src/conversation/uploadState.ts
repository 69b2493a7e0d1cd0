/** How far an attachment that is too large for a message has come on its way to the service. */
export type UploadState =
  /** `part` of 1 has arrived. */
  | { readonly state: 'uploading'; readonly part: number }
  /** Everything has arrived, and the service reads it. */
  | { readonly state: 'processing' }
  | { readonly state: 'ready' }
  | { readonly state: 'failed'; readonly message: string };
