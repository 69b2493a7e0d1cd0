import type { HLJSApi, Language, LanguageFn, Mode } from 'highlight.js';

/**
 * Small grammars for languages that highlight.js describes in many kilobytes of names. They tell keywords, types,
 * calls, strings, numbers and comments apart, which is what colours an answer.
 */

/** What sets a language of the C family apart. */
interface Family {
  readonly keywords: string;
  readonly literals?: string;
  /** Whether apostrophes hold strings, not single characters. */
  readonly apostropheStrings?: boolean;
  readonly more?: readonly Mode[];
}

const number: Mode = {
  scope: 'number',
  begin: /\b(?:0[xX][\da-fA-F_]+|0[bB][01_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)\w*/,
};
const character: Mode = { scope: 'string', begin: /'(?:\\[^\n]{1,10}?|[^'\\\n])'/ };
const tripleQuoted: Mode = { scope: 'string', begin: '"""', end: '"""' };
const backquoted: Mode = { scope: 'string', begin: '`', end: '`' };
const annotation: Mode = { scope: 'meta', begin: /@[A-Za-z_][\w.]*/ };

function family({
  keywords,
  literals = 'true false null',
  apostropheStrings = false,
  more = [],
}: Family): LanguageFn {
  const words = keywords.replaceAll(' ', '|');
  return (hljs: HLJSApi): Language => ({
    keywords: { keyword: keywords, literal: literals },
    contains: [
      hljs.C_LINE_COMMENT_MODE,
      hljs.C_BLOCK_COMMENT_MODE,
      ...more,
      hljs.QUOTE_STRING_MODE,
      apostropheStrings ? hljs.APOS_STRING_MODE : character,
      number,
      { scope: 'title', begin: new RegExp(`\\b(?!(?:${words})\\b)[A-Za-z_]\\w*(?=\\s*\\()`) },
      { scope: 'type', begin: /\b[A-Z]\w*\b/ },
    ],
  });
}

export const java = family({
  keywords:
    'abstract assert boolean break byte case catch char class const continue default do double else enum exports extends final finally float for goto if implements import instanceof int interface long module native new package permits private protected public record return sealed short static strictfp super switch synchronized this throw throws transient try var void volatile while yield',
  more: [tripleQuoted, annotation],
});

export const kotlin = family({
  keywords:
    'abstract actual annotation as break by catch class companion const constructor continue crossinline data do else enum expect external final finally for fun get if import in infix init inline inner interface internal is lateinit noinline object open operator out override package private protected public reified return sealed set super suspend tailrec this throw try typealias val var vararg when where while',
  more: [tripleQuoted, annotation],
});

export const csharp = family({
  keywords:
    'abstract as async await base bool break byte case catch char checked class const continue decimal default delegate do double dynamic else enum event explicit extern finally fixed float for foreach get global goto if implicit in init int interface internal is lock long namespace new object operator out override params partial private protected public readonly record ref required return sbyte sealed set short sizeof stackalloc static string struct switch this throw try typeof uint ulong unchecked unsafe ushort using var virtual void volatile when where while with yield',
  more: [
    { scope: 'meta', begin: /^\s*#\s*\w+.*$/ },
    tripleQuoted,
    { scope: 'string', begin: /[$@]{1,3}"/, end: '"' },
  ],
});

export const cpp = family({
  keywords:
    'alignas alignof auto bool break case catch char class concept const consteval constexpr const_cast continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum explicit export extern final float for friend goto if inline int int8_t int16_t int32_t int64_t long mutable namespace new noexcept operator override private protected public register reinterpret_cast requires return short signed size_t sizeof static static_assert static_cast struct switch template this thread_local throw try typedef typeid typename uint8_t uint16_t uint32_t uint64_t union unsigned using virtual void volatile wchar_t while',
  literals: 'true false nullptr NULL',
  more: [{ scope: 'meta', begin: /^[ \t]*#[ \t]*\w+(?:[ \t]+(?:<[^>\n]*>|"[^"\n]*"))?/ }],
});

export const go = family({
  keywords:
    'any bool break byte case chan complex64 complex128 const continue default defer else error fallthrough float32 float64 for func go goto if import int int8 int16 int32 int64 interface map package range return rune select string struct switch type uint uint8 uint16 uint32 uint64 uintptr var',
  literals: 'true false nil iota',
  more: [backquoted],
});

export const rust = family({
  keywords:
    'as async await bool box break char const continue crate do dyn else enum extern f32 f64 fn for i8 i16 i32 i64 i128 if impl in isize let loop macro match mod move mut pub ref return self Self static str struct super trait type u8 u16 u32 u64 u128 union unsafe use usize where while yield',
  literals: 'true false',
  more: [
    { scope: 'string', begin: /\bb?r#*"/, end: /"#*/ },
    { scope: 'meta', begin: /#!?\[/, end: /\]/ },
    { scope: 'symbol', begin: /'[a-z_]\w*\b(?!')/ },
    { scope: 'title', begin: /\b[a-z_]\w*!/ },
  ],
});

export const swift = family({
  keywords:
    'actor any as associatedtype async await break case catch class continue convenience default defer deinit didSet do else enum extension fallthrough fileprivate final for func get guard if import in indirect infix init inout internal is isolated lazy let mutating nonisolated open operator optional override precedencegroup prefix private protocol public repeat required rethrows return self Self set some static struct subscript super switch throw throws try typealias unowned var weak where while willSet',
  literals: 'true false nil',
  more: [tripleQuoted, annotation, { scope: 'meta', begin: /#[a-z]\w*/ }],
});

export const php = family({
  keywords:
    'abstract and array as bool break callable case catch class clone const continue declare default do echo else elseif empty enddeclare endfor endforeach endif endswitch endwhile enum extends final finally float fn for foreach function global goto if implements include include_once instanceof insteadof int interface isset iterable list match mixed namespace new object or parent print private protected public readonly require require_once return self static string switch throw trait try unset use var void while xor yield',
  literals: 'true false null TRUE FALSE NULL',
  apostropheStrings: true,
  more: [
    { scope: 'meta', begin: /<\?php\b|<\?=|\?>/ },
    { scope: 'variable', begin: /\$\w+/ },
    { scope: 'comment', begin: /#(?!\[)/, end: /$/ },
  ],
});

export const dart = family({
  keywords:
    'abstract as assert async await base bool break case catch class const continue covariant default deferred do double dynamic else enum export extends extension external factory final finally for get if implements import in interface int is late library mixin new num on operator part required rethrow return sealed set show static super switch sync this throw try typedef var void when while with yield',
  apostropheStrings: true,
  more: [tripleQuoted, annotation],
});

export const ruby: LanguageFn = (hljs) => ({
  keywords: {
    keyword:
      'alias and begin BEGIN break case class def defined? do else elsif end END ensure extend for if in include module next not or prepend private protected public raise redo require require_relative rescue retry return self super then undef unless until when while yield attr_accessor attr_reader attr_writer',
    literal: 'true false nil',
  },
  contains: [
    hljs.HASH_COMMENT_MODE,
    { scope: 'comment', begin: /^=begin/, end: /^=end/ },
    hljs.QUOTE_STRING_MODE,
    hljs.APOS_STRING_MODE,
    backquoted,
    { scope: 'symbol', begin: /(?<!:):[a-z_]\w*[?!]?/ },
    { scope: 'variable', begin: /@{1,2}\w+|\$\w+/ },
    { begin: [/\bdef/, /\s+/, /[\w.]+[?!]?/], beginScope: { 1: 'keyword', 3: 'title' } },
    number,
    { scope: 'type', begin: /\b[A-Z]\w*\b/ },
  ],
});

export const css: LanguageFn = (hljs) => ({
  contains: [
    hljs.C_BLOCK_COMMENT_MODE,
    { scope: 'comment', begin: /(?<![:\w])\/\//, end: /$/ },
    hljs.QUOTE_STRING_MODE,
    hljs.APOS_STRING_MODE,
    { scope: 'keyword', begin: /@[\w-]+|!important\b/ },
    { scope: 'variable', begin: /--[\w-]+|\$[\w-]+/ },
    { scope: 'attribute', begin: /[a-z-]+(?=\s*:\s)/ },
    { scope: 'number', begin: /#[\da-fA-F]{3,8}(?=[\s;,)]*(?:;|$|\s))|(?<![\w-])-?\d*\.?\d+(?:%|[a-z]+)?/ },
    { scope: 'selector-class', begin: /[.#][A-Za-z_-][\w-]*/ },
    { scope: 'selector-pseudo', begin: /::?[a-z-]+/ },
    { scope: 'title', begin: /\b[a-z-]+(?=\()/ },
  ],
});

const sqlKeywords =
  'add all alter and any as asc begin between bigint boolean by cascade case cast char check collate column commit conflict constraint create cross current_date current_timestamp date decimal declare default delete desc distinct do drop else end escape except execute exists explain fetch first for foreign from full function grant group having if ilike in index inner insert int integer intersect interval into is join key last lateral left like limit materialized merge natural not nothing null nulls numeric of offset on only or order outer over partition primary procedure range recursive references replace returning returns right rollback row rows savepoint select serial set some table temporary text then timestamp to transaction trigger truncate union unique update using values varchar view when where window with without';

export const sql: LanguageFn = (hljs) => ({
  case_insensitive: true,
  keywords: { keyword: sqlKeywords, literal: 'true false unknown' },
  contains: [
    hljs.COMMENT('--', '$'),
    hljs.C_BLOCK_COMMENT_MODE,
    { scope: 'string', begin: "'", end: "'", contains: [{ begin: "''" }] },
    { scope: 'variable', begin: /[@:$]\w+/ },
    number,
    {
      scope: 'title',
      begin: new RegExp(`\\b(?!(?:${sqlKeywords.replaceAll(' ', '|')})\\b)[a-z_]\\w*(?=\\()`, 'i'),
    },
  ],
});
