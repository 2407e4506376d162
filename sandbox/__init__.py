"""The sandbox nation: the outside systems that the demo and the tests talk to, over real protocols, with faults on demand."""
