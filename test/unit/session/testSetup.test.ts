import assert from 'node:assert/strict';
import { nearestTests, testGlobs, testsInManifest } from '../../../src/session/testSetup';

describe('how a project is tested', () => {
  const table: readonly (readonly [name: string, text: string, said: string | undefined])[] = [
    [
      'package.json',
      '{"devDependencies":{"vitest":"3","@types/node":"22"},"scripts":{"test":"vitest run"}}',
      'package.json names vitest. Its script "test" runs: vitest run',
    ],
    [
      'package.json',
      '{"scripts":{"test":"node --test"}}',
      'package.json names node:test. Its script "test" runs: node --test',
    ],
    ['package.json', '{"scripts":{"test":"echo \\"Error: no test specified\\" && exit 1"}}', undefined],
    ['package.json', '{ not JSON', undefined],
    ['package.json', '[]', undefined],
    ['pyproject.toml', '[dependency-groups]\ndev = ["pytest>=8"]', 'pyproject.toml names pytest.'],
    ['pyproject.toml', '[project]\nname = "shop"', undefined],
    ['go.mod', 'module shop\n\ngo 1.25', "go.mod tells of Go's package testing."],
    ['Cargo.toml', '[package]\nname = "shop"', "Cargo.toml tells of Rust's #[test]."],
    [
      'build.gradle',
      "testImplementation 'org.junit.jupiter:junit-jupiter'",
      'build.gradle tells of JUnit 5.',
    ],
    ['Gemfile', "gem 'rspec'", 'Gemfile tells of RSpec.'],
    ['composer.json', '{"require-dev":{"phpunit/phpunit":"12"}}', 'composer.json tells of PHPUnit.'],
  ];
  for (const [name, text, said] of table) {
    it(`is read from ${name}: ${said ?? 'nothing'}`, () => assert.equal(testsInManifest(name, text), said));
  }
});

describe('the tests that are like those of a file', () => {
  it('are its own ones first, then the nearest; what is no test is none', () => {
    const candidates = [
      'test/unit/api/client.test.ts',
      'test/unit/shop/stock.test.ts',
      'test/support/fakeClient.ts',
      'src/shop/cart.ts',
      'src/shop/format.ts',
      'test/unit/shop/cart.test.ts',
      'src/shop/price.spec.ts',
    ];
    assert.deepEqual(nearestTests('src/shop/cart.ts', candidates), [
      'test/unit/shop/cart.test.ts',
      'src/shop/price.spec.ts',
      'test/unit/shop/stock.test.ts',
      'test/unit/api/client.test.ts',
      'test/support/fakeClient.ts',
    ]);
  });

  it('are known by the ways of other languages', () => {
    const own: readonly (readonly [path: string, test: string])[] = [
      ['shop/cart.py', 'tests/test_cart.py'],
      ['cart.go', 'cart_test.go'],
      ['lib/cart.rb', 'spec/cart_spec.rb'],
      ['src/main/java/shop/Cart.java', 'src/test/java/shop/CartTest.java'],
      ['src/Cart.php', 'tests/CartTest.php'],
    ];
    for (const [path, test] of own) assert.deepEqual(nearestTests(path, ['other/x_test.x', test])[0], test);
  });

  it('are looked for in all scripts for a script, else in the same language', () => {
    assert.ok(testGlobs('a/cart.tsx')[0]?.endsWith('.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'));
    assert.equal(testGlobs('a/cart.py')[1], '**/test_*.py');
  });
});
