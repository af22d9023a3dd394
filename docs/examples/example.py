import pandas as pd

# Without these two options pandas takes "NA", the code of Namibia, for a missing value.
events = pd.read_csv("{site}/data/event_list.csv", keep_default_na=False, na_values=[""])
issued = events[events["is_summed"] & (events["event"] == "issuance")]
print(issued.groupby("buyer")["quantity_tco2e"].sum().sort_values(ascending=False))
