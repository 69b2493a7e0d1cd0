import type { Uploads } from '../../src/session/uploads';

/** For sessions that attach nothing large. */
export const noUploads: Pick<Uploads, 'start'> = {
  start() {
    throw new Error('Nothing large was to be attached.');
  },
};
