import { askPerson } from './askPerson';
import { createFile } from './createFile';
import { deleteFile } from './deleteFile';
import { editFile } from './editFile';
import { findFiles } from './findFiles';
import { findSymbols } from './findSymbols';
import { getEditors } from './getEditors';
import { getProblems } from './getProblems';
import { listDirectory } from './listDirectory';
import { lookUpSymbol } from './lookUpSymbol';
import { readCommandOutput } from './readCommandOutput';
import { readFile } from './readFile';
import { readGit } from './readGit';
import { renameFile } from './renameFile';
import { runCommand } from './runCommand';
import { runTask } from './runTask';
import { searchText } from './searchText';
import type { Tool } from './tool';
import { updatePlan } from './updatePlan';

/** Our functions, in the order in which they are declared. */
export const workspaceTools: readonly Tool[] = [
  readFile,
  listDirectory,
  findFiles,
  searchText,
  editFile,
  createFile,
  renameFile,
  deleteFile,
  getProblems,
  findSymbols,
  lookUpSymbol,
  readGit,
  getEditors,
  runCommand,
  readCommandOutput,
  runTask,
  askPerson,
  updatePlan,
];
