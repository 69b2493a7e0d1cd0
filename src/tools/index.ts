import { askPerson } from './askPerson';
import { listDirectory } from './listDirectory';
import { readFile } from './readFile';
import type { Tool } from './tool';
import { updatePlan } from './updatePlan';

/** Our functions, in the order in which they are declared. */
export const workspaceTools: readonly Tool[] = [readFile, listDirectory, askPerson, updatePlan];
