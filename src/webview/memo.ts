import { Component, createElement, type ComponentChild, type ComponentClass } from 'preact';

/** A component that is rendered again only when its properties differ from those before. */
export function memo<P extends object>(
  render: (props: P) => ComponentChild,
  same: (before: P, after: P) => boolean = shallowEqual,
): ComponentClass<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return !same(this.props, next);
    }
    override render(): ComponentChild {
      return createElement(render, this.props);
    }
  };
}

function shallowEqual(before: object, after: object): boolean {
  const entries = Object.entries(before);
  return (
    entries.length === Object.keys(after).length &&
    entries.every(([key, value]) => Object.hasOwn(after, key) && Object.is(value, Reflect.get(after, key)))
  );
}
