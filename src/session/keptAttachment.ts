import type { MediaContent } from '../api/types';
import type { Origin } from '../conversation/state';

/** An attachment of a draft as it outlives a reload: what it is and where its bytes are, but not the bytes. */
export interface KeptAttachment {
  readonly origin: Origin;
  /**
   * A block of anything but text. Its bytes are in the media folder, or at an address of the service; without either
   * they are read from where the attachment came, to be uploaded.
   */
  readonly content?: MediaContent;
  /** The file of the media folder that holds a text which is no file. Without it the text is read from its file. */
  readonly text?: string;
}
