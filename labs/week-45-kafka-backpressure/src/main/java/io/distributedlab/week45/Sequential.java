package io.distributedlab.week45;

/** One record at a time: takes a poll's worth, works it off, commits each, takes the next. */
final class Sequential extends Windowed {
  Sequential(Tools tools) {
    super(tools);
  }

  @Override
  int window() {
    return 1;
  }

  @Override
  int high() {
    return 1;
  }

  @Override
  int low() {
    return 0;
  }

  @Override
  void dispatch() {
    var next = next();
    if (next != null) {
      follow(next, processing().process(next));
    }
  }

  @Override
  void completed() {
    commit();
  }
}
