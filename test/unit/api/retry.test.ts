import assert from 'node:assert/strict';
import { ApiError, type ApiErrorDetails, type ApiErrorKind } from '../../../src/api/errors';
import {
  defaultRetryPolicy,
  type Effect,
  mayRepeat,
  type RetryNotice,
  withRetries,
} from '../../../src/api/retry';

interface Attempts {
  readonly waits: number[];
  readonly notices: RetryNotice[];
  made: number;
}

function failing(
  errors: readonly unknown[],
  effect: Effect = 'repeatable',
  random = 0,
  signal = new AbortController().signal,
) {
  const attempts: Attempts = { waits: [], notices: [], made: 0 };
  const result = withRetries(
    () => {
      const error = errors[attempts.made];
      attempts.made += 1;
      return error === undefined ? Promise.resolve('answer') : Promise.reject(error);
    },
    effect,
    {
      ...defaultRetryPolicy,
      random: () => random,
      sleep: (milliseconds) => {
        attempts.waits.push(milliseconds);
        return Promise.resolve();
      },
    },
    signal,
    (notice) => attempts.notices.push(notice),
  );
  return { attempts, result };
}
function error(kind: ApiErrorKind, details: ApiErrorDetails = {}) {
  return new ApiError(kind, 'Words.', details);
}

describe('retries', () => {
  it('waits half a second, then twice as long each time, at most four times', async () => {
    const lost = Array.from({ length: 9 }, () => error('network'));
    const { attempts, result } = failing(lost);
    await assert.rejects(result, (thrown) => thrown === lost[4]);
    assert.deepEqual(attempts.waits, [500, 1000, 2000, 4000]);
    assert.equal(attempts.made, 5);
  });

  it('takes up to a quarter off at random', async () => {
    const { attempts, result } = failing([error('network'), error('network')], 'repeatable', 0.999999);
    assert.equal(await result, 'answer');
    assert.deepEqual(attempts.waits, [375, 750]);
  });

  it('never waits less than the service asks for', async () => {
    const asks = (retryAfterMs: number) => error('rateLimit', { status: 429, retryAfterMs });
    const { attempts, result } = failing([asks(100), asks(22_000), asks(60_000)]);
    assert.equal(await result, 'answer');
    assert.deepEqual(attempts.waits, [500, 22_000, 60_000]);
  });

  it('gives up at once when the service asks for more than a minute, and says how long', async () => {
    const long = error('rateLimit', { status: 429, retryAfterMs: 61_000 });
    const { attempts, result } = failing([long]);
    await assert.rejects(result, (thrown) => thrown === long);
    assert.deepEqual(attempts.waits, []);
  });

  it('tells before each wait', async () => {
    const first = error('overloaded', { status: 503 });
    const { attempts, result } = failing([first]);
    await result;
    assert.deepEqual(attempts.notices, [{ attempt: 1, delayMs: 500, error: first }]);
  });

  it('passes on what is not an error of the API', async () => {
    const bug = new TypeError('bug');
    const { attempts, result } = failing([bug]);
    await assert.rejects(result, (thrown) => thrown === bug);
    assert.equal(attempts.made, 1);
  });

  it('stops waiting when it is aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped');
    const result = withRetries(
      () => Promise.reject(error('network')),
      'repeatable',
      { ...defaultRetryPolicy, baseMs: 60_000, capMs: 60_000, random: () => 0 },
      controller.signal,
      () => controller.abort(reason),
    );
    await assert.rejects(result, (thrown) => thrown === reason);
  });

  const table: readonly (readonly [
    ApiErrorKind,
    ApiErrorDetails,
    repeatable: boolean,
    startsWork: boolean,
  ])[] = [
    ['network', { unsent: true }, true, true],
    ['network', { code: 'ECONNRESET' }, true, false],
    ['network', { code: 'ended_early' }, true, false],
    ['rateLimit', { status: 429 }, true, true],
    ['quota', { status: 429, code: 'quota_exceeded' }, false, false],
    ['timeout', { status: 408 }, true, false],
    ['timeout', { status: 504, code: 'gateway_timeout' }, true, false],
    ['timeout', { code: 'idle' }, false, false],
    ['server', { status: 500 }, true, false],
    ['server', { status: 502 }, true, false],
    ['server', { status: 501 }, false, false],
    ['server', { status: 505 }, false, false],
    ['overloaded', { status: 503, code: 'service_unavailable' }, true, true],
    ['overloaded', { status: 503 }, true, false],
    ['conflict', { status: 409, code: 'aborted' }, false, false],
    ['invalid', { status: 400 }, false, false],
    ['auth', { status: 401 }, false, false],
    ['permission', { status: 403 }, false, false],
    ['billing', { status: 402 }, false, false],
    ['notFound', { status: 404 }, false, false],
    ['modelNotFound', { status: 404 }, false, false],
    ['blocked', { status: 400 }, false, false],
    ['generation', { status: 400 }, false, false],
    ['certificate', { unsent: true }, false, false],
    ['proxy', { unsent: true }, false, false],
    ['protocol', {}, false, false],
    ['cancelled', { status: 499 }, false, false],
  ];
  for (const [kind, details, repeatable, startsWork] of table) {
    it(`${kind} ${JSON.stringify(details)}: ${repeatable ? 'again' : 'final'}; agent or background: ${startsWork ? 'again' : 'final'}`, () => {
      assert.equal(mayRepeat(error(kind, details), 'repeatable'), repeatable);
      assert.equal(mayRepeat(error(kind, details), 'startsWork'), startsWork);
    });
  }
});
