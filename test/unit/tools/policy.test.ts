import assert from 'node:assert/strict';
import { decide, type PolicyQuestion } from '../../../src/tools/policy';

const effects = ['read', 'talk', 'edit', 'execute', 'foreign'] as const;
const rules = [undefined, 'allow', 'ask', 'deny'] as const;
const truth = [false, true] as const;
const all: readonly PolicyQuestion[] = effects.flatMap((effect) =>
  rules.flatMap((rule) =>
    truth.flatMap((trusted) =>
      truth.flatMap((remembered) =>
        truth.map((concerned) => ({ effect, rule, trusted, remembered, concerned })),
      ),
    ),
  ),
);

describe('decide', () => {
  it('denies everything in an untrusted workspace, and what a rule denies', () => {
    for (const question of all)
      if (!question.trusted || question.rule === 'deny') assert.equal(decide(question), 'deny');
  });

  it('asks for what is unusual, whatever was allowed', () => {
    for (const question of all)
      if (question.trusted && question.rule !== 'deny' && question.concerned)
        assert.equal(decide(question), 'ask');
  });

  it('follows what was allowed for the chat, then the rule, then the usual', () => {
    const plain = { trusted: true, concerned: false };
    for (const effect of effects) {
      assert.equal(decide({ ...plain, effect, remembered: true }), 'allow');
      assert.equal(decide({ ...plain, effect, remembered: false, rule: 'allow' }), 'allow');
      assert.equal(decide({ ...plain, effect, remembered: false, rule: 'ask' }), 'ask');
      const usual = effect === 'read' || effect === 'talk' ? 'allow' : 'ask';
      assert.equal(decide({ ...plain, effect, remembered: false }), usual);
    }
  });
});
