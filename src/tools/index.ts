import { listDirectory } from './listDirectory';
import type { Tool } from './tool';

/** Our functions, in the order in which they are declared. */
export const workspaceTools: readonly Tool[] = [listDirectory];
