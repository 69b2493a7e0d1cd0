import assert from 'node:assert/strict';
import { workspaceTools } from '../../../src/tools/index';

describe('our functions', () => {
  it('are declared when a model needs them to find out why a test fails; the rest wait to be switched on', () => {
    const names = (isOn: boolean) =>
      workspaceTools.filter(({ onByDefault }) => onByDefault === isOn).map(({ name }) => name);
    assert.deepEqual(names(true), [
      'read_file',
      'list_directory',
      'find_files',
      'search_text',
      'edit_file',
      'create_file',
      'get_problems',
      'find_symbols',
      'look_up_symbol',
      'read_git',
      'run_command',
      'read_command_output',
      'ask_person',
      'update_plan',
    ]);
    assert.deepEqual(names(false), ['rename_file', 'delete_file', 'get_editors', 'run_task']);
  });

  it('cost no more tokens in each request than a page of text', () => {
    const declared = workspaceTools
      .filter(({ onByDefault }) => onByDefault)
      .map(({ name, description, parameters }) => ({ type: 'function', name, description, parameters }));
    assert.ok(JSON.stringify(declared).length / 4 < 2300, `${JSON.stringify(declared).length / 4} tokens`);
  });

  it('have names and schemas that the service takes', () => {
    for (const { name, parameters } of workspaceTools) {
      assert.match(name, /^[a-z]+(?:_[a-z]+)+$/);
      assert.equal(parameters['type'], 'object', name);
      assert.equal('$schema' in parameters, false, name);
    }
    assert.equal(new Set(workspaceTools.map(({ name }) => name)).size, workspaceTools.length);
  });
});
