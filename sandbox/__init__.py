"""The sandbox nation: the outside systems that demo and tests talk to, over real protocols, with faults on demand.

It imports nothing of `motcua`. Each outside system is one file under `sandbox/services/` that offers a `SERVICE`; the
switches on its control page (`/dieu-khien`, or `PUT /control/{service}`) make it slow, faulty or nonsensical.
"""
