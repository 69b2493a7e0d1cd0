import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { ApiError } from '../../../src/api/errors';
import { proxyFor, type ProxyOptions } from '../../../src/api/proxy';

const target = 'https://api.example.org/v1beta/interactions';

describe('choice of the proxy', () => {
  const cases: readonly (readonly [name: string, target: string, ProxyOptions, proxy: string | undefined])[] =
    [
      ['none', target, { env: {} }, undefined],
      ['the setting', target, { env: {}, proxyUrl: 'http://proxy:3128' }, 'http://proxy:3128/'],
      ['a setting without a scheme', target, { env: {}, proxyUrl: 'proxy:3128' }, 'http://proxy:3128/'],
      [
        'the setting before the environment',
        target,
        { env: { HTTPS_PROXY: 'http://b' }, proxyUrl: 'http://a' },
        'http://a/',
      ],
      ['HTTPS_PROXY', target, { env: { HTTPS_PROXY: 'http://b:1' } }, 'http://b:1/'],
      [
        'https_proxy',
        target,
        { env: { https_proxy: 'http://c:1', HTTPS_PROXY: 'http://b:1' } },
        'http://c:1/',
      ],
      ['HTTP_PROXY for https', target, { env: { HTTP_PROXY: 'http://b:1' } }, 'http://b:1/'],
      [
        'HTTPS_PROXY not for http',
        'http://api.example.org/',
        { env: { HTTPS_PROXY: 'http://b:1' } },
        undefined,
      ],
      ['http_proxy', 'http://api.example.org/', { env: { http_proxy: 'http://b:1' } }, 'http://b:1/'],
      ['an empty variable', target, { env: { HTTPS_PROXY: ' ' } }, undefined],
      [
        'NO_PROXY by name',
        target,
        { env: { HTTPS_PROXY: 'http://b', NO_PROXY: 'x, api.example.org' } },
        undefined,
      ],
      [
        'no_proxy by domain',
        target,
        { env: { HTTPS_PROXY: 'http://b', no_proxy: 'example.org' } },
        undefined,
      ],
      [
        'NO_PROXY by suffix',
        target,
        { env: { HTTPS_PROXY: 'http://b', NO_PROXY: '.example.org' } },
        undefined,
      ],
      [
        'NO_PROXY by wildcard',
        target,
        { env: { HTTPS_PROXY: 'http://b', NO_PROXY: '*.example.org' } },
        undefined,
      ],
      ['NO_PROXY for all', target, { env: { HTTPS_PROXY: 'http://b', NO_PROXY: '*' } }, undefined],
      [
        'NO_PROXY with the port',
        target,
        { env: { HTTPS_PROXY: 'http://b', NO_PROXY: 'example.org:443' } },
        undefined,
      ],
      [
        'NO_PROXY with another port',
        target,
        { env: { HTTPS_PROXY: 'http://b', NO_PROXY: 'example.org:8443' } },
        'http://b/',
      ],
      [
        'NO_PROXY of another host',
        target,
        { env: { HTTPS_PROXY: 'http://b', NO_PROXY: 'ample.org' } },
        'http://b/',
      ],
      [
        'NO_PROXY by subnet',
        'https://10.1.2.3/',
        { env: { HTTPS_PROXY: 'http://b', NO_PROXY: '10.0.0.0/8' } },
        undefined,
      ],
      [
        'another subnet',
        'https://11.1.2.3/',
        { env: { HTTPS_PROXY: 'http://b', NO_PROXY: '10.0.0.0/8' } },
        'http://b/',
      ],
      [
        'a subnet that is none',
        'https://10.1.2.3/',
        { env: { HTTPS_PROXY: 'http://b', NO_PROXY: '10.0.0.0/99' } },
        'http://b/',
      ],
      [
        'IPv6',
        'https://[fd00::1]/',
        { env: { HTTPS_PROXY: 'http://b', NO_PROXY: 'fd00::/8,[fe80::1]' } },
        undefined,
      ],
      [
        'the setting for exceptions',
        target,
        { env: {}, proxyUrl: 'http://a', noProxy: ['*.example.org'] },
        undefined,
      ],
      ['this machine by name', 'http://localhost:1/', { env: { HTTP_PROXY: 'http://b' } }, undefined],
      ['this machine by address', 'http://127.0.0.1:1/', { env: { HTTP_PROXY: 'http://b' } }, undefined],
      ['this machine by IPv6', 'http://[::1]:1/', { env: { HTTP_PROXY: 'http://b' } }, undefined],
      ['this machine, with the setting', 'http://127.0.0.1:1/', { env: {}, proxyUrl: 'http://a' }, undefined],
      [
        'a name that only looks like this machine',
        'http://localhost.example.org/',
        { env: { HTTP_PROXY: 'http://b' } },
        'http://b/',
      ],
    ];
  for (const [name, url, options, proxy] of cases) {
    it(name, () => assert.equal(proxyFor(new URL(url), options)?.href, proxy));
  }

  it('refuses an address that is none, and does not repeat its password', () => {
    for (const proxyUrl of ['http://user:hush@:99999', 'gopher://user:hush@proxy'])
      assert.throws(
        () => proxyFor(new URL(target), { env: {}, proxyUrl }),
        (error) => error instanceof ApiError && error.kind === 'proxy' && !inspect(error).includes('hush'),
      );
  });
});
