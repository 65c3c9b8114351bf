import { stopLogging } from './samples.ts';

/** A pattern on the whole envelope, or on its `detail` only, with the event and whether it is taken. */
export type Vector = readonly [pattern: object, matches: boolean, event?: object];

const inDetail = (pattern: object): object => ({ detail: pattern });
const held = (field: unknown): object => ({ detail: { field } });
const asking = (...alternatives: unknown[]): object => ({ detail: { field: alternatives } });

/** On the event that stops a trail. */
export const onStopLogging: readonly Vector[] = [
  [inDetail({ eventName: ['StopLogging'] }), true],
  [inDetail({ eventName: ['Stop*'] }), false],
  [inDetail({ eventName: [{ wildcard: 'Stop*' }] }), true],
  [inDetail({ eventName: [{ prefix: 'Stop' }] }), true],
  [inDetail({ eventName: [{ suffix: 'Logging' }] }), true],
  [inDetail({ eventName: [{ 'anything-but': ['StartLogging'] }] }), true],
  [inDetail({ errorCode: [{ 'anything-but': ['AccessDenied'] }] }), false],
  [inDetail({ errorCode: [{ exists: false }] }), true],
  [inDetail({ readOnly: ['false'] }), false],
  [inDetail({ readOnly: [false] }), true],
  [inDetail({ eventName: ['StartLogging', { prefix: 'Stop' }] }), true],
  [inDetail({ $or: [{ eventName: ['DeleteTrail'] }, { userIdentity: { type: ['IAMUser'] } }] }), true],
  [{ source: ['aws.s3'], detail: { eventName: ['StopLogging'] } }, false],
  [
    {
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: { eventSource: ['cloudtrail.amazonaws.com'] },
    },
    true,
  ],
  [{ errorCode: ['AccessDenied'] }, false],
  [inDetail({ eventName: ['stoplogging'] }), false],
  [inDetail({ eventName: ['StopLogging'], requestParameters: { name: ['other'] } }), false],
  [inDetail({ requestParameters: { name: { first: ['t'] } } }), false],
  [inDetail({ requestParameters: { name: { first: [{ exists: false }] } } }), true],
  [inDetail({ responseElements: { trail: { name: [{ exists: false }] } } }), true],
  [inDetail({ requestParameters: ['t'] }), false],
  [inDetail({ requestParameters: [{ 'anything-but': 'x' }] }), false],
  [inDetail({ constructor: [{ exists: false }], toString: { name: [{ exists: false }] } }), true],
  [inDetail(JSON.parse('{"__proto__":{"toString":[{"exists":true}]}}') as object), false],
  [{ account: ['111122223333'], region: [{ prefix: 'us-' }], time: [{ prefix: '2026-01-01' }] }, true],
].map(([pattern, matches]) => [pattern as object, matches as boolean, stopLogging]);

/** On an event with one field, operator by operator. */
export const onOneField: readonly Vector[] = (
  [
    // Values, with their types
    [['running'], 'running', true],
    [['running'], ' running', false],
    [[''], '', true],
    [[''], null, false],
    [[null], null, true],
    [[null], 'null', false],
    [[null], undefined, false],
    [[null], '', false],
    [[true], true, true],
    [[true], 'true', false],
    [[true], 1, false],
    [[300], 300, true],
    [[3.0e2], 300, true],
    [[300], '300', false],
    [['300'], 300, false],
    [[-0.5], -0.5, true],
    [[0], -0, true],
    [[111122223333], 111122223333, true],
    [['a', 'b'], 'b', true],
    [['a', 'b'], 'c', false],
    // Arrays in the event
    [['b'], ['a', 'b'], true],
    [['c'], ['a', 'b'], false],
    [['b'], ['a', ['c', ['b']]], true],
    [['a'], [], false],
    [[1], [{ a: 1 }, 1], true],
    // Prefix and suffix
    [[{ prefix: 'us-' }], 'us-east-1', true],
    [[{ prefix: 'us-' }], 'US-east-1', false],
    [[{ prefix: 'us-' }], 'eu-us-1', false],
    [[{ prefix: 'us-' }], 1, false],
    [[{ prefix: '1' }], 12, false],
    [[{ prefix: '' }], 'anything', true],
    [[{ prefix: { 'equals-ignore-case': 'EventB' } }], 'eventbridge', true],
    [[{ prefix: { 'equals-ignore-case': 'EventB' } }], 'event', false],
    [[{ suffix: '.png' }], 'a.png', true],
    [[{ suffix: '.png' }], 'a.PNG', false],
    [[{ suffix: { 'equals-ignore-case': '.png' } }], 'a.PNG', true],
    [[{ suffix: { 'equals-ignore-case': '.png' } }], 'png', false],
    [[{ suffix: '.png' }], ['a.jpg', 'b.png'], true],
    // Ignoring case
    [[{ 'equals-ignore-case': 'alice' }], 'ALICE', true],
    [[{ 'equals-ignore-case': 'alice' }], 'ALICE ', false],
    [[{ 'equals-ignore-case': 'true' }], true, false],
    // Wildcards
    [[{ wildcard: '*.png' }], '.png', true],
    [[{ wildcard: 'dir/*.png' }], 'dir/sub/a.png', true],
    [[{ wildcard: 'dir/*.png' }], 'dir/a.png.txt', false],
    [[{ wildcard: 'a*b*c' }], 'aXbXbc', true],
    [[{ wildcard: 'a*b*c' }], 'acb', false],
    [[{ wildcard: 'ab*ba' }], 'aba', false],
    [[{ wildcard: 'ab*ba' }], 'abba', true],
    [[{ wildcard: '*a*' }], 'a', true],
    [[{ wildcard: '*' }], '', true],
    [[{ wildcard: 'plain' }], 'plain', true],
    [[{ wildcard: 'plain' }], 'plainer', false],
    [[{ wildcard: '\\*' }], '*', true],
    [[{ wildcard: '\\*' }], 'a', false],
    [[{ wildcard: '\\\\*' }], '\\path', true],
    [[{ wildcard: '\\**' }], '*path', true],
    [[{ wildcard: '*' }], 5, false],
    // Anything but
    [[{ 'anything-but': 'initializing' }], 'running', true],
    [[{ 'anything-but': 'initializing' }], 'initializing', false],
    [[{ 'anything-but': 'initializing' }], undefined, false],
    [[{ 'anything-but': 'initializing' }], null, true],
    [[{ 'anything-but': 'initializing' }], 5, true],
    [[{ 'anything-but': 'initializing' }], [], false],
    [[{ 'anything-but': 123 }], 456, true],
    [[{ 'anything-but': 123 }], 123.0, false],
    [[{ 'anything-but': 123 }], '123', true],
    [[{ 'anything-but': ['stopped', 'overloaded'] }], 'overloaded', false],
    [[{ 'anything-but': ['stopped', 'overloaded'] }], 'running', true],
    [[{ 'anything-but': ['stopped', 'overloaded'] }], ['stopped', 'overloaded'], false],
    [[{ 'anything-but': [100, 200, 300] }], 200, false],
    [[{ 'anything-but': [100, 200, 300] }], 201, true],
    [[{ 'anything-but': { prefix: 'init' } }], 'initializing', false],
    [[{ 'anything-but': { prefix: 'init' } }], 'running', true],
    [[{ 'anything-but': { prefix: ['init', 'run'] } }], 'running', false],
    [[{ 'anything-but': { suffix: '.txt' } }], 'a.txt', false],
    [[{ 'anything-but': { suffix: ['.txt', '.png'] } }], 'a.jpg', true],
    [[{ 'anything-but': { 'equals-ignore-case': 'initializing' } }], 'INITIALIZING', false],
    [[{ 'anything-but': { 'equals-ignore-case': ['a', 'b'] } }], 'C', true],
    [[{ 'anything-but': { wildcard: '*/lib/*' } }], 'a/lib/b', false],
    [[{ 'anything-but': { wildcard: ['*/lib/*', '*/bin/*'] } }], 'a/src/b', true],
    [[{ 'anything-but': { prefix: 'init' } }], null, true],
    [[{ 'anything-but': 'a' }, 'a'], 'a', true],
    // Numbers
    [[{ numeric: ['>', 0, '<=', 5] }], 5, true],
    [[{ numeric: ['>', 0, '<=', 5] }], 0, false],
    [[{ numeric: ['>', 0, '<=', 5] }], '5', false],
    [[{ numeric: ['<', 10] }], 9.999999, true],
    [[{ numeric: ['<', 10] }], 10, false],
    [[{ numeric: ['>=', -5e9, '<', -1] }], -5e9, true],
    [[{ numeric: ['=', 3.018e2] }], 301.8, true],
    [[{ numeric: ['=', 3.018e2] }], 301.9, false],
    [[{ numeric: ['>', 5, '<', 3] }], 4, false],
    // Addresses
    [[{ cidr: '10.0.0.0/24' }], '10.0.0.255', true],
    [[{ cidr: '10.0.0.0/24' }], '10.0.1.0', false],
    [[{ cidr: '10.0.0.77/24' }], '10.0.0.1', true],
    [[{ cidr: '0.0.0.0/0' }], '255.255.255.255', true],
    [[{ cidr: '10.0.0.1/32' }], '10.0.0.1', true],
    [[{ cidr: '10.0.0.1/32' }], '10.0.0.2', false],
    [[{ cidr: '10.0.0.0/24' }], '10.0.0.256', false],
    [[{ cidr: '10.0.0.0/24' }], '10.0.0', false],
    [[{ cidr: '10.0.0.0/24' }], 'delivery.logs.amazonaws.com', false],
    [[{ cidr: '10.0.0.0/24' }], 167772161, false],
    [[{ cidr: '2001:db8::/32' }], '2001:0DB8:0:1::9', true],
    [[{ cidr: '2001:db8::/32' }], '2001:db9::', false],
    [[{ cidr: '::/0' }], '1:2:3:4:5:6:7:8', true],
    [[{ cidr: '::/0' }], '1:2:3:4:5:6:7', false],
    [[{ cidr: '::/0' }], '1::2::3', false],
    [[{ cidr: '::/0' }], '10.0.0.1', false],
    [[{ cidr: '0.0.0.0/0' }], '::1', false],
    [[{ cidr: '64:ff9b::192.0.2.0/120' }], '64:ff9b::c000:221', true],
    // Existence
    [[{ exists: true }], 'x', true],
    [[{ exists: true }], null, true],
    [[{ exists: true }], '', true],
    [[{ exists: true }], ['x'], true],
    [[{ exists: true }], undefined, false],
    [[{ exists: false }], undefined, true],
    [[{ exists: false }], null, false],
    [[{ exists: false }], [{}, 'x'], false],
    [[{ exists: false }, { numeric: ['>', 0] }], undefined, true],
    [[{ exists: false }, { numeric: ['>', 0] }], 0, false],
  ] as readonly [readonly unknown[], unknown, boolean][]
).map(([alternatives, value, matches]) => [
  asking(...alternatives),
  matches,
  value === undefined ? { detail: {} } : held(value),
]);

const employees = {
  employees: [
    { firstName: 'John', lastName: 'Doe' },
    [{ firstName: 'Anna', lastName: 'Smith' }, { firstName: 'Peter' }],
  ],
};

/** On nested events, `$or` and arrays of objects; nothing here is in doubt. */
export const onStructure: readonly Vector[] = [
  [{ employees: { firstName: ['Anna'] } }, true, employees],
  [{ employees: { firstName: ['Anna'], lastName: ['Smith'] } }, true, employees],
  [{ employees: { firstName: ['Anna'], lastName: ['Jones'] } }, false, employees],
  [{ employees: { 0: { firstName: ['John'] } } }, false, employees],
  [{ a: [1], $or: [{ b: [2] }, { c: [3] }] }, true, { a: 1, c: 3 }],
  [{ a: [1], $or: [{ b: [2] }, { c: [3] }] }, false, { a: 2, b: 2 }],
  [{ a: [1], $or: [{ b: [2] }, { c: [3] }] }, false, { a: 1, b: 3 }],
  [
    {
      $or: [
        { a: [1], b: [2] },
        { c: [3], $or: [{ d: [4] }, { e: [5] }] },
      ],
    },
    true,
    { c: 3, e: 5 },
  ],
  [
    {
      $or: [
        { a: [1], b: [2] },
        { c: [3], $or: [{ d: [4] }, { e: [5] }] },
      ],
    },
    false,
    { a: 1, c: 3 },
  ],
  [{ a: { $or: [{ b: [1] }, { c: [2] }] }, $or: [{ d: [3] }, { a: { e: [4] } }] }, true, { a: { c: 2, e: 4 } }],
  [{ a: { b: [1] } }, false, { a: 'b' }],
  [{ a: { b: [1] } }, false, { a: null }],
  [{ a: { b: [{ exists: false }] } }, true, { a: null }],
  [{ a: { b: [{ exists: false }] } }, true, { a: [] }],
  [{ a: { b: [{ exists: false }] } }, true, { a: [{ c: 1 }, { d: 1 }] }],
  [{ a: { b: [{ exists: false }] } }, false, { a: [{ b: 1 }, { b: 2 }] }],
  [{ 'a.b': [1] }, false, { a: { b: 1 } }],
];

/** Where AWS's documents leave the answer open: our answer, and a word of each doubt. */
export const inDoubt: readonly (readonly [string, object, object, boolean, readonly string[]])[] = [
  [
    'fields that match in different elements',
    { a: { x: [1], y: [2] } },
    { a: [{ x: 1 }, { y: 2 }] },
    false,
    ['different elements'],
  ],
  [
    'fields in and beside $or that match in different elements',
    { a: { x: [1] }, $or: [{ a: { y: [2] } }, { b: [1] }] },
    { a: [{ x: 1 }, { y: 2 }] },
    false,
    ['different elements'],
  ],
  [
    'fields beside one $or and in another that match in different elements',
    {
      d: { b: { y: [2] }, $or: [{ a: { p: [1] } }, { a: { q: [1] } }] },
      $or: [{ d: { $or: [{ a: { r: [1] }, b: { x: [1] } }, { a: { s: [1] } }] } }, { e: [1] }],
    },
    { d: { a: [{ p: 1, r: 1 }], b: [{ x: 1 }, { y: 2 }] } },
    false,
    ['different elements'],
  ],
  [
    'a field that only some elements lack',
    { a: { x: [{ exists: false }] } },
    { a: [{ x: 1 }, { y: 2 }] },
    true,
    ['lack the field'],
  ],
  [
    'anything-but with one other element',
    { a: [{ 'anything-but': 1 }] },
    { a: [1, 2] },
    true,
    ['anything-but on an array'],
  ],
  [
    'anything-but in elements, where two readings must come together',
    { a: { x: [{ 'anything-but': 1 }] } },
    { a: [{ x: 1 }, { x: 2 }] },
    true,
    ['different elements', 'anything-but on an array'],
  ],
  ['exists on an object', { a: [{ exists: true }] }, { a: { b: 1 } }, false, ['an object']],
  ['exists: false on an object', { a: [{ exists: false }] }, { a: { b: 1 } }, true, ['an object']],
  ['exists on an array of objects', { a: [{ exists: true }] }, { a: [{ b: 1 }] }, false, ['an object']],
  ['exists on an empty array', { resources: [{ exists: true }] }, { resources: [] }, false, ['an empty array']],
  ['a number out of range', { a: [{ numeric: ['>', 0] }] }, { a: 6e9 }, false, ['outside -5e9']],
  ['a number with many decimals', { a: [{ numeric: ['=', 0.1] }] }, { a: 0.1000001 }, false, ['six decimals']],
  ['a number with many digits', { a: [9007199254740992] }, { a: 9007199254740992 }, true, ['15 digits']],
  ['numbers equal in 15 digits', { a: [1.0000000000000002] }, { a: 1 }, false, ['15 digits']],
  ['a letter beyond A to Z', { a: [{ 'equals-ignore-case': 'Ä' }] }, { a: 'ä' }, true, ['A to Z']],
  [
    'an address in an address',
    { a: [{ cidr: '10.0.0.0/8' }] },
    { a: '::ffff:10.0.0.1' },
    false,
    ['stands for an IPv4'],
  ],
];

/** An open question that comes up and changes nothing. */
export const notInDoubt: readonly (readonly [string, object, object, boolean])[] = [
  ['all fields match in one element', { a: { x: [1], y: [2] } }, { a: [{ x: 1, y: 2 }, { y: 2 }] }, true],
  ['no element has one of the fields', { a: { x: [1], y: [2] } }, { a: [{ x: 1 }, { x: 2 }] }, false],
  ['another key fails', { a: { x: [1], y: [2] }, b: [1] }, { a: [{ x: 1 }, { y: 2 }] }, false],
  ['another branch holds', { $or: [{ a: { x: [1], y: [2] } }, { b: [1] }] }, { a: [{ x: 1 }, { y: 2 }], b: 1 }, true],
  ['another alternative holds', { a: [{ 'anything-but': 1 }, 1] }, { a: [1, 2] }, true],
  ['every element is another', { a: [{ 'anything-but': 1 }] }, { a: [2, 3] }, true],
  ['either it exists or it does not', { a: [{ exists: true }, { exists: false }] }, { a: {} }, true],
  [
    'either way, whichever branch',
    {
      $or: [
        { a: [{ exists: true }], b: [1] },
        { a: [{ exists: false }], c: [1] },
      ],
    },
    { a: {}, b: 1, c: 1 },
    true,
  ],
  ['a number out of range fails anyway', { a: [{ numeric: ['<', 0] }] }, { a: 6e9 }, false],
  ['letters that differ anyway', { a: [{ 'equals-ignore-case': 'Äa' }] }, { a: 'äb' }, false],
];
