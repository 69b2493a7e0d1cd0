import { askPerson } from './askPerson';
import { listDirectory } from './listDirectory';
import type { Tool } from './tool';
import { updatePlan } from './updatePlan';

/** Our functions, in the order in which they are declared. */
export const workspaceTools: readonly Tool[] = [listDirectory, askPerson, updatePlan];
