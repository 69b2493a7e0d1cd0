import { askPerson } from './askPerson';
import { createFile } from './createFile';
import { deleteFile } from './deleteFile';
import { editFile } from './editFile';
import { listDirectory } from './listDirectory';
import { readFile } from './readFile';
import { renameFile } from './renameFile';
import type { Tool } from './tool';
import { updatePlan } from './updatePlan';

/** Our functions, in the order in which they are declared. */
export const workspaceTools: readonly Tool[] = [
  readFile,
  listDirectory,
  editFile,
  createFile,
  renameFile,
  deleteFile,
  askPerson,
  updatePlan,
];
