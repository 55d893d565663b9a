package io.distributedlab.runner.panel;

/** What the numbers of a panel are, and Grafana's name for it. */
public enum Unit {
  /** A plain count or ratio. */
  NUMBER("short"),
  SECONDS("s"),
  PER_SECOND("cps"),
  REQUESTS_PER_SECOND("reqps"),
  /** A share from 0 to 1. */
  SHARE("percentunit"),
  BYTES("bytes"),
  /** 1 is up (green), 0 is down (red). */
  UP_DOWN("none");

  private final String grafana;

  Unit(String grafana) {
    this.grafana = grafana;
  }

  String grafana() {
    return grafana;
  }
}
