/** Markdown that tries to run something, to fetch something, or to lead somewhere else than it says. */
export const hostileMarkdown: Readonly<Record<string, string>> = {
  script:
    '<script>fetch("https://evil.test/a")</script>\n\ntext <script src="https://evil.test/b.js"></script>',
  picture:
    '![x](https://evil.test/pixel.png) ![y](//evil.test/p.png) <img src="https://evil.test/c.png" onerror="alert(1)">',
  pictureByReference: '![x][p]\n\n[p]: https://evil.test/ref.png',
  frame:
    '<iframe src="https://evil.test/d"></iframe>\n\n<object data="https://evil.test/e"></object>\n\n<embed src="https://evil.test/f">',
  style:
    '<style>@import "https://evil.test/g.css"; body { background: url(https://evil.test/h) }</style>\n\n<link rel="stylesheet" href="https://evil.test/i.css">',
  handler:
    '<a href="javascript:alert(1)" onclick="alert(2)">x</a> <svg onload="alert(3)"><use href="https://evil.test/j"/></svg>',
  scriptLink:
    '[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z](&#106;avascript:alert(1)) [t](java\tscript:alert(1)) <javascript:alert(1)>',
  dataLink:
    '[x](data:text/html,<script>alert(1)</script>) [y](vbscript:x) [z](blob:https://evil.test/1) ![i](data:image/svg+xml,<svg/onload=alert(1)>)',
  commandLink:
    '[x](command:workbench.action.terminal.new) [y](vscode://file/etc/passwd) [z](file:///etc/passwd) [r](src/a.ts)',
  attributes:
    '[x](https://example.com/"onmouseover="alert(1)) [y](https://example.com/ "\\"onclick=alert(1)//")',
  form: '<form action="https://evil.test/k"><input name="key"><button>Send</button></form>',
  base: '<base href="https://evil.test/">\n\n<meta http-equiv="refresh" content="0;url=https://evil.test/l">',
  media:
    '<video src="https://evil.test/m" autoplay></video> <audio src="https://evil.test/n" autoplay></audio>',
  math: '<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></math>',
  info: '```js" onclick="alert(1)\nx\n```\n\n```<img/src=x>\ny\n```',
  deep: `${'> '.repeat(500)}x\n\n${Array.from({ length: 200 }, (_, at) => `${'  '.repeat(at)}- x`).join('\n')}`,
  brackets: '['.repeat(2000) + 'x' + ']'.repeat(2000),
  prototype:
    '```__proto__\nx\n```\n\n[constructor] [__proto__] &__proto__; &constructor;\n\n[__proto__]: https://example.com\n',
};
